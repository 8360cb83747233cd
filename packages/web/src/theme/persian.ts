import '@fontsource-variable/vazirmatn/index.css'
