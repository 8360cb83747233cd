import { roomsStory } from './stories/rooms.ts'

roomsStory('ru')
roomsStory('zh')
