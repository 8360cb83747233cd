import { roomsStory } from './stories/rooms.ts'

roomsStory('en')
roomsStory('fa')
